// A folder with a scenario of two sites, into which tests write plans.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>

#include "tools/sweep/sweep.hpp"

namespace korus {

// A folder with a scenario and a plan.
class PlanFolder {
 public:
  explicit PlanFolder(const std::string& name)
      : folder_(std::filesystem::temp_directory_path() / ("korus_" + name)) {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
    write("s.toml", R"toml(
title = "Two sites"
[simulation]
start = 2021-01-01
end = 2021-07-01
[product.chip]
[site.fab]
country = "KR"
[site.shop]
country = "US"
role = "market"
[process.make]
product = "chip"
[line.fab]
site = "fab"
process = "make"
capacity_per_year = 36500
[lane.sea]
from = "KR"
to = "US"
transit_days_low = 5
transit_days = 10
transit_days_high = 15
[supply.s]
product = "chip"
supplier = "fab"
share = 1
[market.us_chips]
site = "shop"
product = "chip"
demand_per_year = 18250
[outage.fire]
target = "fab"
start = 2021-03-01
stop_days = "lognormal(mean=10, scv=0.5)"
)toml");
  }

  void write(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name) << text;
  }

  SweepPlan read(const std::string& text) const {
    write("p.toml", text);
    return read_plan(folder_ / "p.toml");
  }

  std::string errors(const std::string& text) const {
    try {
      load_sweep(read(text));
    } catch (const ScenarioError& error) {
      std::string all;
      for (const Diagnostic& found : error.diagnostics) {
        all += std::filesystem::path(found.file).filename().string() + ":" +
               std::to_string(found.line) + ": " + found.message + "\n";
      }
      return all;
    }
    return "";
  }

  const std::filesystem::path& path() const { return folder_; }

 private:
  std::filesystem::path folder_;
};

}  // namespace korus
