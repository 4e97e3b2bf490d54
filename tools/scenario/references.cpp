#include "tools/scenario/references.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "tools/scenario/each_field.hpp"
#include "tools/scenario/word_list.hpp"
#include "tools/scenario/wording.hpp"

namespace korus {
namespace {

using Names = std::vector<std::string_view>;

class References {
 public:
  References(const Document& document, const Scenario& scenario, Diagnostics& diagnostics)
      : document_(document), diagnostics_(diagnostics) {
    for (const SiteRecord& site : scenario.sites) {
      countries_.insert(site.country);
      countries_known_ = countries_known_ && document.find(SiteRecord::kind, site.id)->sound;
    }
  }

  void check_focus(const Settings& settings) {
    for (const std::string_view country : split_words(settings.focus, ';')) {
      require_place({Settings::kind, "", "focus"}, country, "site in country", {});
    }
  }

  template <class Record>
  void check(const Record& record) {
    for_each_field(record, [&]<class T>(const Field& field, const T& value) {
      if constexpr (std::is_same_v<T, std::string>) {
        check_text({Record::kind, record.id, field.name}, field, value);
      }
    });
  }

 private:
  struct Place {
    std::string_view kind;
    std::string_view id;
    std::string_view key;

    std::string path() const {
      return fmt::format("{}{}{}.{}", kind, id.empty() ? "" : ".", id, key);
    }
  };

  void check_text(const Place& place, const Field& field, const std::string& text) {
    if (text.empty()) {
      return;
    }
    if (!field.refers_to.empty()) {
      check_kinds(place, field, text);
    } else if (field.name == "source") {
      check_sources(place, text);
    } else if (place.kind == LaneRecord::kind && (field.name == "from" || field.name == "to")) {
      require_place(place, text, "site or country", {SiteRecord::kind});
    } else if (place.kind == SupplyRecord::kind && field.name == "buyer" && text != "*") {
      require_place(place, text, "site or country", {SiteRecord::kind});
    } else if (place.kind == ProgrammeRecord::kind && field.name == "country" && text != "*") {
      require_place(place, text, "site in country", {});
    }
  }

  void check_kinds(const Place& place, const Field& field, const std::string& text) {
    const Names kinds = split_words(field.refers_to, '|');
    if (!is_id(kinds, text)) {
      complain(place, text, joined_words(kinds), ids_of(kinds));
    }
  }

  void check_sources(const Place& place, const std::string& text) {
    const Rows* known = document_.rows(SourceRecord::kind);
    if (known == nullptr || known->empty()) {
      return;
    }
    for (const std::string_view key : split_words(text, ';')) {
      if (!known->contains(key)) {
        complain(place, key, "source", ids_of({SourceRecord::kind}));
      }
    }
  }

  // A country that some site is in, or an id of one of the kinds.
  void require_place(const Place& place, std::string_view name, std::string_view noun,
                     const Names& kinds) {
    if (countries_known_ && !countries_.contains(name) && !is_id(kinds, name)) {
      Names known = ids_of(kinds);
      known.insert(known.end(), countries_.begin(), countries_.end());
      complain(place, name, noun, known);
    }
  }

  void complain(const Place& place, std::string_view name, std::string_view noun,
                const Names& known) {
    diagnostics_.add(document_.origin(place.kind, place.id, place.key),
                     fmt::format("{}: no {} {}{}", place.path(), noun, in_quotes(name),
                                 did_you_mean(name, known)));
  }

  bool is_id(const Names& kinds, std::string_view name) const {
    return std::ranges::any_of(kinds, [&](std::string_view kind) {
      const Rows* rows = document_.rows(kind);
      return rows != nullptr && rows->contains(name);
    });
  }

  // Listed only for a name that is wrong: there may be millions.
  Names ids_of(const Names& kinds) const {
    Names ids;
    for (const std::string_view kind : kinds) {
      if (const Rows* rows = document_.rows(kind)) {
        for (const auto& [id, row] : *rows) {
          ids.push_back(id);
        }
      }
    }
    return ids;
  }

  const Document& document_;
  Diagnostics& diagnostics_;
  std::set<std::string_view> countries_;
  bool countries_known_ = true;  // false where a site's own country may be what is wrong
};

}  // namespace

void check_references(const Document& document, const Scenario& scenario,
                      Diagnostics& diagnostics) {
  References references(document, scenario, diagnostics);
  references.check_focus(scenario.simulation);
  Scenario::for_each_table(scenario, [&](const auto& records) {
    for (const auto& record : records) {
      references.check(record);
    }
  });
}

}  // namespace korus
