// Shares out the parts of a sweep among the ranks of an MPI job, as each asks for more.
#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <optional>

namespace korus {

// Whether this program was built with MPI.
bool has_mpi();

class MpiJob {
 public:
  MpiJob();   // MPI_Init; a Defect where the program was built without
  ~MpiJob();  // MPI_Finalize
  MpiJob(const MpiJob&) = delete;
  MpiJob& operator=(const MpiJob&) = delete;

  int rank() const { return rank_; }
  int size() const { return size_; }
  void wait_for_all() const;
  [[noreturn]] void abort(int exit_code) const;  // ends every rank

  // Rank 0 hands out `parts` in their order, to itself too; on other ranks they are not looked at.
  // `work` asks until there is none, one call at a time. `stop` ends the handing out.
  void share(std::deque<std::size_t> parts, const std::function<bool()>& stop,
             const std::function<void(const std::function<std::optional<std::size_t>()>&)>& work);

  // The sum over all ranks, on rank 0.
  double sum(double value) const;

 private:
  int rank_ = 0;
  int size_ = 1;
};

}  // namespace korus
