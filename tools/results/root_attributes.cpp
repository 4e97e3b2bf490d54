#include "tools/results/root_attributes.hpp"

#include "tools/results/cf_time.hpp"
#include "tools/results/hdf5_attribute.hpp"

namespace korus {

void write_root_attributes(const Hdf5Handle& file, const RunResult& result,
                           const std::string& format) {
  const hid_t root = file.id();
  write_attributes(root, {{"Conventions", "CF-1.10"},
                          {"title", result.title},
                          {"source", "Korus " + result.korus_version +
                                         ", a discrete-event supply-chain simulator"},
                          {"history", "korus " + result.korus_version + ": " + result.command_line},
                          {"korus_format", format}});
  write_attribute(root, "korus_format_version", std::int32_t{result_format_version});
  write_attributes(root, {{"korus_version", result.korus_version},
                          {"compiler", result.compiler},
                          {"executor", result.executor},
                          {"command_line", result.command_line}});
  write_attribute(root, "seed", result.seed);
  write_attributes(root, {{"digest", result.digest},
                          {"scenario_path", result.scenario_path},
                          {"scenario_sha256", result.scenario_sha256},
                          {"start_date", cf_date(result.layout.start)}});
}

void write_table_attributes(const Hdf5Handle& file, const TableOrigin& origin) {
  const std::string version = KORUS_VERSION;
  write_attributes(file.id(),
                   {{"Conventions", "CF-1.10"},
                    {"title", origin.title},
                    {"source", "Korus " + version + ", a discrete-event supply-chain simulator"},
                    {"history", "korus " + version + ": " + origin.command_line},
                    {"korus_format", origin.format}});
  write_attribute(file.id(), "korus_format_version", std::int32_t{origin.format_version});
  write_attributes(file.id(), {{"korus_version", version},
                               {"compiler", __VERSION__},
                               {"command_line", origin.command_line}});
  write_attribute(file.id(), "seed", origin.seed);
}

}  // namespace korus
