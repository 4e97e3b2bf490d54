// Reads the cells of one record as the types, ranges and words that its fields ask for.
#pragma once

#include <optional>
#include <string>

#include "tools/scenario/diagnostics.hpp"
#include "tools/scenario/document.hpp"

namespace korus {

// Each `read` leaves `value` as it is (the default) where the cell is missing or wrong; what is
// wrong is told to `diagnostics`.
class FieldReader {
 public:
  // `path` is "kind.id", empty for the file's own keys. `complete`: a required field that is
  // missing is an error.
  FieldReader(const Row& row, std::string path, bool complete, Diagnostics& diagnostics);

  void read(const Field& field, std::string& value);
  void read(const Field& field, std::int64_t& value);
  void read(const Field& field, double& value);
  void read(const Field& field, Law& value);
  void read(const Field& field, Date& value);

 private:
  const Cell* cell_of(const Field& field);
  std::optional<double> number(const Field& field, const std::string& key);
  std::optional<double> finite(const Cell& cell, const std::string& key);
  std::optional<std::int64_t> whole(const Cell& cell, const std::string& key);
  bool in_range(const Field& field, const std::string& key, double value, const Origin& origin);
  bool is_choice(const Field& field, const std::string& text, const Origin& origin);
  void read_words(const Field& field, const Cell& cell, Law& value);
  bool has_ends(const std::string& key, const Cell& law);
  bool admits(const Field& field, const Law& law, const Cell& cell);
  bool in_order(const std::string& key, double low, double middle, double high);
  void complain(const Origin& origin, std::string_view key, std::string_view message);
  void mistyped(const Cell& cell, std::string_view key, std::string_view wanted);

  const Row& row_;
  std::string path_;
  bool complete_;
  Diagnostics& diagnostics_;
};

}  // namespace korus
