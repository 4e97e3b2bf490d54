// A queue of trivially copyable rows in one column, so that it can be saved with the rest of the
// state: new rows at the end, old ones taken from the front or, seldom, from between.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace korus {

template <class Row>
class Fifo {
 public:
  bool empty() const { return head_ == rows_.size(); }
  std::size_t size() const { return rows_.size() - head_; }
  Row& front() { return rows_[head_]; }
  Row& back() { return rows_.back(); }
  void push_back(const Row& row) { rows_.push_back(row); }
  void pop_front() {
    if (++head_ == rows_.size()) {
      rows_.clear();
      head_ = 0;
    } else if (head_ >= 64 && head_ * 2 >= rows_.size()) {
      column();
    }
  }
  void pop_back() { rows_.pop_back(); }
  // From the front to the end.
  std::span<Row> rows() { return std::span(rows_).subspan(head_); }
  std::span<const Row> rows() const { return std::span(rows_).subspan(head_); }
  // Rows for which `gone(row)` holds are taken out; the others keep their order.
  template <class Gone>
  void take_out(Gone&& gone) {
    column();
    std::erase_if(rows_, gone);
  }

  // The rows alone, to be saved or filled.
  std::vector<Row>& column() {
    rows_.erase(rows_.begin(), rows_.begin() + static_cast<std::ptrdiff_t>(head_));
    head_ = 0;
    return rows_;
  }
  std::vector<Row> copy() const {
    return {rows_.begin() + static_cast<std::ptrdiff_t>(head_), rows_.end()};
  }

 private:
  std::vector<Row> rows_;
  std::size_t head_ = 0;
};

}  // namespace korus
