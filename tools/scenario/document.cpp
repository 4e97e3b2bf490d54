#include "tools/scenario/document.hpp"

#include <algorithm>
#include <utility>

#include "tools/scenario/cell_value.hpp"

namespace korus {
namespace {

const std::string& key_of(const std::pair<SharedText, Cell>& cell) { return cell.first.str(); }

void lay_row(Row& row, Row later) {
  for (const auto& [key, cell] : later.cells) {
    row.make_way(key.str(), cell);
  }
  for (auto& [key, cell] : later.cells) {
    row.put(key, std::move(cell));
  }
}

// The header and the settings belong to the outermost file that has them.
void lay_section(Row& row, Row later) {
  if (!later.origin.file.empty()) {
    row.origin = later.origin;
  }
  lay_row(row, std::move(later));
}

}  // namespace

const Cell* Row::find(std::string_view key) const {
  const auto found = std::ranges::find(cells, key, key_of);
  return found == cells.end() ? nullptr : &found->second;
}

const Cell* Row::provenance(std::string_view key, std::string_view file) const {
  if (const Cell* cell = find(key); cell != nullptr && cell->origin.file == file) {
    return cell;
  }
  for (const auto& [name, cell] : replaced_provenance) {
    if (name == key && cell.origin.file == file) {
      return &cell;
    }
  }
  return nullptr;
}

void Row::put(const SharedText& key, Cell cell) {
  const auto place = std::ranges::find(cells, key.str(), key_of);
  if (place == cells.end()) {
    cells.emplace_back(key, std::move(cell));
    return;
  }
  if (key == "source" || key == "quality") {
    replaced_provenance.emplace_back(key, std::move(place->second));
  }
  place->second = std::move(cell);
}

void Row::make_way(std::string_view key, const Cell& cell) {
  if (in_words(cell)) {
    std::erase_if(cells, [&](const auto& other) {
      const std::string_view name = other.first.str();
      return name.starts_with(key) &&
             (name.substr(key.size()) == "_low" || name.substr(key.size()) == "_high");
    });
  }
}

const Rows* Document::rows(std::string_view kind) const {
  const auto found = tables.find(kind);
  return found == tables.end() ? nullptr : &found->second;
}

const Row* Document::find(std::string_view kind, std::string_view id) const {
  if (kind == "simulation") {
    return &simulation;
  }
  const Rows* all = rows(kind);
  if (all == nullptr) {
    return nullptr;
  }
  const auto found = all->find(id);
  return found == all->end() ? nullptr : &found->second;
}

Origin Document::origin(std::string_view kind, std::string_view id, std::string_view key) const {
  const Row* row = find(kind, id);
  if (row == nullptr) {
    return header.origin;
  }
  const Cell* cell = row->find(key);
  const Origin& where = cell != nullptr ? cell->origin : row->origin;
  return where.file.empty() ? header.origin : where;
}

void Document::lay_over(Document later) {
  lay_section(header, std::move(later.header));
  lay_section(simulation, std::move(later.simulation));
  for (auto& [kind, rows_of_kind] : later.tables) {
    Rows& mine = tables[kind];
    mine.merge(rows_of_kind);  // leaves those that are here already
    for (auto& [id, row] : rows_of_kind) {
      lay_row(mine.find(id)->second, std::move(row));
    }
  }
  complete = complete && later.complete;
}

}  // namespace korus
