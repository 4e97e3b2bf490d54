#include "models/replication.hpp"

namespace korus {

template ReplicationResult run_replication<SiteActor>(const Network&, const SeriesLayout&,
                                                      const Scorecard&, const ReplicationSettings&);

}  // namespace korus
