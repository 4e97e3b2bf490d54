#include "tools/scenario/layers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>
#include <utility>

#include "tools/scenario/csv_source.hpp"
#include "tools/scenario/sha256.hpp"
#include "tools/scenario/text_file.hpp"
#include "tools/scenario/wording.hpp"

namespace fs = std::filesystem;

namespace korus {
namespace {

Document incomplete() {
  Document document;
  document.complete = false;
  return document;
}

// The path's own name where the disk can not be asked.
fs::path identity(const fs::path& path) {
  std::error_code error;
  const fs::path canonical = fs::weakly_canonical(path, error);
  return error ? path : canonical;
}

struct Folder {
  std::vector<fs::path> tables;  // sorted
  std::string trouble;
};

bool is_table(const fs::path& path) {
  return path.extension() == ".csv" && !path.filename().string().starts_with('.');
}

Folder list_tables(const fs::path& path) {
  Folder folder;
  std::error_code error;
  fs::directory_iterator entry(path, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    if (is_table(entry->path())) {
      folder.tables.push_back(entry->path());
    }
  }
  std::ranges::sort(folder.tables);
  folder.trouble = error ? error.message() : "";
  return folder;
}

}  // namespace

Document Layers::read(const fs::path& root) {
  root_ = root;
  Document document = read_file(root, nullptr);
  document.header.origin = {shown(root), 1, 1};
  return document;
}

std::string Layers::shown(const fs::path& path) const {
  return path == root_ ? path.string() : path.lexically_normal().string();
}

std::string Layers::relative(const std::string& shown_path) const {
  const fs::path folder = root_.parent_path().lexically_normal();
  const fs::path found = fs::path(shown_path).lexically_normal().lexically_relative(folder);
  return found.empty() ? shown_path : found.string();
}

Document Layers::read_file(const fs::path& path, const Origin* named_at) {
  const std::string name = shown(path);
  const auto text = named_at == nullptr
                        ? text_of(path, {name, 1, 1}, "")
                        : text_of(path, *named_at, fmt::format("extends: {} ", in_quotes(name)));
  if (!text) {
    return incomplete();
  }
  TomlFile file = read_toml(*text, name, schema_, diagnostics_);
  const fs::path folder = path.parent_path();
  chain_.push_back(identity(path));
  Document document = file.extends ? read_base(*file.extends, folder) : Document{};
  chain_.pop_back();
  document.lay_over(read_tables(file.tables, folder));
  document.lay_over(std::move(file.layer));
  return document;
}

Document Layers::read_base(const Cell& extends, const fs::path& folder) {
  const fs::path path = folder / std::get<std::string>(extends.value);
  if (closes_cycle(path, extends.origin)) {
    return incomplete();
  }
  return read_file(path, &extends.origin);
}

bool Layers::closes_cycle(const fs::path& path, const Origin& named_at) {
  const auto again = std::ranges::find(chain_, identity(path));
  if (again == chain_.end()) {
    return false;
  }
  std::string ring;
  for (auto file = again; file != chain_.end(); ++file) {
    ring += file->filename().string() + " -> ";
  }
  diagnostics_.add(named_at,
                   fmt::format("extends: a cycle: {}{}", ring, again->filename().string()));
  return true;
}

Document Layers::read_tables(const std::vector<Cell>& folders, const fs::path& folder) {
  Document layer;
  for (const Cell& named : folders) {
    read_folder(named, folder, layer);
  }
  return layer;
}

void Layers::read_folder(const Cell& named, const fs::path& folder, Document& layer) {
  const fs::path path = folder / std::get<std::string>(named.value);
  const Folder found = list_tables(path);
  if (!found.trouble.empty()) {
    diagnostics_.add(named.origin, fmt::format("tables: folder {} can not be read: {}",
                                               in_quotes(shown(path)), found.trouble));
    layer.complete = false;
  }
  for (const fs::path& table : found.tables) {
    read_table(table, layer);
  }
}

void Layers::read_table(const fs::path& path, Document& layer) {
  const std::string name = shown(path);
  const std::string kind = path.stem().string();
  if (const std::string objection = schema_.objection_to_kind(kind); !objection.empty()) {
    diagnostics_.add({name, 1, 1}, objection + " (a table is named after its kind)");
    return;
  }
  if (const auto text = text_of(path, {name, 1, 1}, "")) {
    read_csv(*text, name, kind, schema_, layer, diagnostics_);
  } else {
    layer.complete = false;
  }
}

std::optional<std::string> Layers::text_of(const fs::path& path, const Origin& blame,
                                           const std::string& subject) {
  TextFile file = read_text_file(path);
  const std::string name = shown(path);
  if (!file.trouble.empty()) {
    diagnostics_.add(blame, fmt::format("{}can not be read: {}", subject, file.trouble));
    return std::nullopt;
  }
  if (const auto place = first_bad_byte(file.text, name)) {
    diagnostics_.add(*place, "not UTF-8 text");
    return std::nullopt;
  }
  const std::string key = relative(name);
  if (std::ranges::find(files_, key, &InputFile::path) == files_.end()) {
    files_.push_back({.path = key, .text = file.text, .sha256 = sha256_hex(file.text)});
  }
  return std::move(file.text);
}

}  // namespace korus
