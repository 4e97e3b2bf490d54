#include "models/inventory_theory/bill_of_materials.hpp"

#include <Eigen/Dense>
#include <Eigen/SparseCore>
#include <Eigen/SparseLU>
#include <algorithm>

namespace korus {

std::optional<std::vector<double>> total_requirements(std::span<const double> demand,
                                                      std::span<const Use> uses) {
  const auto n = static_cast<Eigen::Index>(demand.size());
  std::vector<Eigen::Triplet<double>> entries;
  for (Eigen::Index i = 0; i < n; ++i) {
    entries.emplace_back(i, i, 1.0);
  }
  for (const Use& use : uses) {
    entries.emplace_back(use.input, use.item, -use.units);
  }
  Eigen::SparseMatrix<double> matrix(n, n);
  matrix.setFromTriplets(entries.begin(), entries.end());
  const Eigen::SparseLU<Eigen::SparseMatrix<double>> solver(matrix);
  if (solver.info() != Eigen::Success) {
    return std::nullopt;
  }
  const Eigen::VectorXd wanted = Eigen::Map<const Eigen::VectorXd>(demand.data(), n);
  const Eigen::VectorXd made = solver.solve(wanted);
  return std::vector<double>(made.begin(), made.end());
}

std::optional<std::vector<double>> required_starts(std::span<const double> demand,
                                                   std::span<const Use> uses,
                                                   std::span<const double> yields) {
  std::vector<Use> by_good_unit(uses.begin(), uses.end());
  for (Use& use : by_good_unit) {
    use.units /= yields[use.item];
  }
  auto starts = total_requirements(demand, by_good_unit);
  if (starts) {
    std::ranges::transform(*starts, yields, starts->begin(), std::divides<>());
  }
  return starts;
}

double spectral_radius(std::size_t n_items, std::span<const Use> uses) {
  const auto n = static_cast<Eigen::Index>(n_items);
  Eigen::MatrixXd matrix = Eigen::MatrixXd::Zero(n, n);
  for (const Use& use : uses) {
    matrix(use.input, use.item) += use.units;
  }
  return n == 0 ? 0
                : Eigen::EigenSolver<Eigen::MatrixXd>(matrix, false)
                      .eigenvalues()
                      .cwiseAbs()
                      .maxCoeff();
}

std::optional<std::vector<double>> completion_times(std::span<const double> lead_times,
                                                    std::span<const Use> uses) {
  std::vector<std::vector<std::uint32_t>> users(lead_times.size());
  std::vector<std::uint32_t> inputs_open(lead_times.size(), 0);
  for (const Use& use : uses) {
    users[use.input].push_back(use.item);
    ++inputs_open[use.item];
  }
  std::vector<double> done(lead_times.size(), 0);  // of an open item: its last input so far
  std::vector<std::uint32_t> ready;
  for (std::uint32_t i = 0; i < inputs_open.size(); ++i) {
    if (inputs_open[i] == 0) {
      ready.push_back(i);
    }
  }
  for (std::size_t next = 0; next < ready.size(); ++next) {
    const std::uint32_t i = ready[next];
    done[i] += lead_times[i];
    for (const std::uint32_t user : users[i]) {
      done[user] = std::max(done[user], done[i]);
      if (--inputs_open[user] == 0) {
        ready.push_back(user);
      }
    }
  }
  return ready.size() == done.size() ? std::optional(done) : std::nullopt;
}

}  // namespace korus
