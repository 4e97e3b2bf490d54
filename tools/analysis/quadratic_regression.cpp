#include "tools/analysis/quadratic_regression.hpp"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>

#include "engine/ensure.hpp"
#include "tools/analysis/blocks.hpp"
#include "tools/ensemble/student_t.hpp"

namespace korus {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr std::string_view model_names[] = {"linear", "with squares", "quadratic"};

std::vector<RegressionTerm> terms_of(std::size_t model, std::size_t n_factors) {
  std::vector<RegressionTerm> terms;
  for (std::size_t i = 0; i < n_factors; ++i) {
    terms.push_back({.first = i, .second = i});
  }
  for (std::size_t i = 0; i < n_factors && model > 0; ++i) {
    terms.push_back({.first = i, .second = i, .is_product = true});
  }
  for (std::size_t i = 0; i < n_factors && model > 1; ++i) {
    for (std::size_t j = i + 1; j < n_factors; ++j) {
      terms.push_back({.first = i, .second = j, .is_product = true});
    }
  }
  return terms;
}

// Columns about their mean and of length 1, so that none outweighs another; of terms that do not vary
// none is left.
struct Columns {
  std::vector<RegressionTerm> terms;
  MatrixXd values;  // [n_points, n_terms]
  VectorXd lengths;
};

VectorXd column_of(const RegressionTerm& term, const Points& unit) {
  VectorXd column(static_cast<Index>(unit.size()));
  for (std::size_t row = 0; row < unit.size(); ++row) {
    const double z = 2 * unit[row][term.first] - 1;
    column[static_cast<Index>(row)] = term.is_product ? z * (2 * unit[row][term.second] - 1) : z;
  }
  return column.array() - column.mean();
}

Columns columns_of(std::size_t model, const Points& unit) {
  Columns columns;
  std::vector<VectorXd> kept;
  for (const RegressionTerm& term : terms_of(model, unit.dimensions())) {
    VectorXd column = column_of(term, unit);
    if (column.norm() > 1e-9 * std::sqrt(static_cast<double>(unit.size()))) {
      columns.terms.push_back(term);
      kept.push_back(std::move(column));
    }
  }
  columns.values.resize(static_cast<Index>(unit.size()), static_cast<Index>(kept.size()));
  columns.lengths.resize(static_cast<Index>(kept.size()));
  for (Index j = 0; j < columns.lengths.size(); ++j) {
    columns.lengths[j] = kept[static_cast<std::size_t>(j)].norm();
    columns.values.col(j) = kept[static_cast<std::size_t>(j)] / columns.lengths[j];
  }
  return columns;
}

// Least squares by QR with columns in order of what they add; those that others already say drop out.
class LeastSquares {
 public:
  LeastSquares(const Columns& columns, const VectorXd& outputs)
      : columns_(columns), y_(outputs), solver_(columns.values) {
    solver_.setThreshold(1e-9);
    rank_ = solver_.rank();
    q_ = solver_.householderQ() * MatrixXd::Identity(y_.size(), rank_);
    residuals_ = y_ - q_ * (q_.transpose() * y_);
  }

  Index rank() const { return rank_; }
  double total() const { return y_.squaredNorm(); }
  double r2() const { return 1 - residuals_.squaredNorm() / total(); }

  // Errors of a block left out are (I - H_BB)^-1 r_B of its residuals, H having the constant's 1/n; a
  // block of one is Allen's 1974.
  double q2(const std::vector<std::vector<Index>>& blocks) const {
    double press = 0;
    for (const std::vector<Index>& block : blocks) {
      press += left_out(block).squaredNorm();
    }
    return 1 - press / total();
  }

  std::vector<RegressionTerm> terms() const {
    const MatrixXd r = solver_.matrixR().topLeftCorner(rank_, rank_).triangularView<Eigen::Upper>();
    const VectorXd betas = r.triangularView<Eigen::Upper>().solve(q_.transpose() * y_);
    const MatrixXd inverse =
        r.triangularView<Eigen::Upper>().solve(MatrixXd::Identity(rank_, rank_));
    const auto freedom = static_cast<double>(y_.size() - 1 - rank_);
    const double t =
        freedom > 0 ? student_t_quantile(0.975, freedom) : std::numeric_limits<double>::quiet_NaN();
    const double noise = residuals_.norm() / std::sqrt(freedom);
    std::vector<RegressionTerm> terms;
    for (Index k = 0; k < rank_; ++k) {
      const Index j = solver_.colsPermutation().indices()[k];
      RegressionTerm term = columns_.terms[static_cast<std::size_t>(j)];
      const double scale = 1 / std::sqrt(total());
      const double half = t * noise * inverse.row(k).norm() * scale;
      term.standardised = betas[k] * scale;
      term.interval = {.low = term.standardised - half, .high = term.standardised + half};
      term.coefficient = betas[k] / columns_.lengths[j];
      terms.push_back(term);
    }
    return terms;
  }

 private:
  // NaN where the points outside do not tell all terms.
  VectorXd left_out(const std::vector<Index>& block) const {
    const auto n = static_cast<Index>(block.size());
    const MatrixXd q = q_(block, Eigen::all);
    const MatrixXd room = MatrixXd::Identity(n, n) - q * q.transpose() -
                          MatrixXd::Constant(n, n, 1 / static_cast<double>(y_.size()));
    const Eigen::SelfAdjointEigenSolver<MatrixXd> parts(room);
    if (!(parts.eigenvalues()[0] > 1e-12)) {
      return VectorXd::Constant(n, std::numeric_limits<double>::quiet_NaN());
    }
    const VectorXd along = parts.eigenvectors().transpose() * residuals_(block);
    return parts.eigenvectors() * along.cwiseQuotient(parts.eigenvalues());
  }

  const Columns& columns_;
  VectorXd y_;
  Eigen::ColPivHouseholderQR<MatrixXd> solver_;
  Index rank_ = 0;
  MatrixXd q_;
  VectorXd residuals_;
};

bool by_size(const RegressionTerm& a, const RegressionTerm& b) {
  const double left = std::fabs(a.standardised);
  const double right = std::fabs(b.standardised);
  return left != right ? left > right : std::pair(a.first, a.second) < std::pair(b.first, b.second);
}

}  // namespace

QuadraticRegression quadratic_regression(const Points& unit, std::span<const double> outputs,
                                         std::span<const std::size_t> blocks) {
  ensure(outputs.size() == unit.size(), "each point has an output");
  QuadraticRegression best{.model = "none", .points = unit.size()};
  VectorXd y(static_cast<Index>(outputs.size()));
  std::ranges::copy(outputs, y.begin());
  const double level = y.size() > 0 ? y.mean() : 0;
  y.array() -= level;
  if (y.norm() <= 1e-12 * std::fabs(level) * std::sqrt(static_cast<double>(y.size()))) {
    return best;
  }
  const std::vector<std::vector<Index>> members = block_members(blocks, unit.size());
  for (std::size_t model = 0; model < std::size(model_names); ++model) {
    const Columns columns = columns_of(model, unit);
    if (columns.terms.empty() || unit.size() < 2 * (columns.terms.size() + 1)) {
      continue;
    }
    const LeastSquares fit(columns, y);
    const double q2 = fit.q2(members);
    if (best.terms.empty() || q2 > best.q2 || (std::isnan(best.q2) && !std::isnan(q2))) {
      best.model = model_names[model];
      best.terms = fit.terms();
      best.r2 = fit.r2();
      best.q2 = q2;
    }
  }
  std::ranges::sort(best.terms, by_size);
  return best;
}

}  // namespace korus
