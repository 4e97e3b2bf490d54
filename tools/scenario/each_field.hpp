// Walks a record's own description, its provenance last, with the values in hand instead of member
// pointers.
#pragma once

#include <type_traits>

#include "models/records/field.hpp"

namespace korus {

template <class Record, class Visit>
void for_each_field(Record& record, Visit&& visit);

template <class Record, class Visit>
struct FieldWalk {
  Record& record;
  Visit& visit;

  template <class R, class T>
  void operator()(const Field& field, T R::* member) const {
    visit(field, record.*member);
  }
  template <class R>
  void operator()(const Provenance&, Provenance R::* member) const {
    for_each_field(record.*member, visit);
  }
};

// Calls visit(const Field&, value&) for each field.
template <class Record, class Visit>
void for_each_field(Record& record, Visit&& visit) {
  using Walk = FieldWalk<Record, std::remove_reference_t<Visit>>;
  std::remove_const_t<Record>::describe(Walk{record, visit});
}

}  // namespace korus
