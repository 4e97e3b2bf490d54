// Pieces that the sentences of a sweep's tables share.
#pragma once

#include <string>
#include <vector>

#include "tools/analysis/analysis_table.hpp"
#include "tools/analysis/seed_noise.hpp"
#include "tools/analysis/sweep_data.hpp"
#include "tools/analysis/sweep_figure.hpp"
#include "tools/analysis/threshold.hpp"

namespace korus {

// Bootstrap resamples behind an interval.
constexpr std::size_t usual_resamples = 1000;

// A table of one figure, without columns yet.
AnalysisTable table_of(const SweepFigure& figure, std::string name, std::string title);

// "12.3 %", "4.2 GWh/a", and with its interval "12.3 % [11, 13]".
std::string amount_text(const AnalysisTable& table, double value);
std::string amount_text(const AnalysisTable& table, double value, const Interval& interval);

// "0.44 [0.41, 0.47]".
std::string plain_text(double value, const Interval& interval);

// "12.3 %"; "not known" where there is none.
std::string percent_text(double share);
std::string percent_text(double share, const Interval& interval);

// "a, b and c"; of more than eight names the first and how many others.
std::string list_text(const std::vector<std::string>& names);

// "a <= 1 and b > 2".
std::string criteria_text(const std::vector<Threshold>& thresholds);

// How many rows are not there, if any.
void say_missing(AnalysisTable& table, std::size_t missing, std::size_t rows, const char* what);

// The seeds' share of the variance, as numbers and as a sentence.
SeedNoise noise_of(const SweepFigure& figure);
void say_noise(AnalysisTable& table, const SeedNoise& noise, std::size_t replications);

}  // namespace korus
