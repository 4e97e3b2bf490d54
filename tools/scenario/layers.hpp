// Follows `extends` and `tables` from one file and lays what they hold over one another, later over
// earlier:
//
//   base (with its own base and tables) -> tables, in the order named -> the file itself
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "tools/scenario/toml_source.hpp"

namespace korus {

class Layers {
 public:
  Layers(const Schema& schema, Diagnostics& diagnostics)
      : schema_(schema), diagnostics_(diagnostics) {}

  Document read(const std::filesystem::path& root);

  // Every file read, each once, in the order of reading.
  std::vector<InputFile> take_files() { return std::move(files_); }

  // A shown path as it is written relative to the root's folder.
  std::string relative(const std::string& shown_path) const;

 private:
  Document read_file(const std::filesystem::path& path, const Origin* named_at);
  Document read_base(const Cell& extends, const std::filesystem::path& folder);
  Document read_tables(const std::vector<Cell>& folders, const std::filesystem::path& folder);
  void read_folder(const Cell& named, const std::filesystem::path& folder, Document& layer);
  void read_table(const std::filesystem::path& path, Document& layer);
  bool closes_cycle(const std::filesystem::path& path, const Origin& named_at);
  std::string shown(const std::filesystem::path& path) const;
  std::optional<std::string> text_of(const std::filesystem::path& path, const Origin& blame,
                                     const std::string& subject);

  const Schema& schema_;
  Diagnostics& diagnostics_;
  std::filesystem::path root_;
  std::vector<std::filesystem::path> chain_;  // files that extend one another, outermost first
  std::vector<InputFile> files_;
};

}  // namespace korus
