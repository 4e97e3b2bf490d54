// Research money as a stock of knowledge that wears out, and what the stock does to productivity.
//
//   K_t = (1 - d) K_{t-1} + d K_0 + R_{t-lag}   perpetual inventory (Griliches 1979); without the
//                                               spending R the stock stays at K_0, which may be 0
//   factor = (K_t / K_0)^e                      productivity; e is the elasticity of output to K
#pragma once

namespace korus {

// One year on: `spending` is what was spent a lag ago.
double next_knowledge_stock(double stock, double depreciation, double initial, double spending);

// Where even spending leads: K_0 + R / d.
double steady_knowledge_stock(double depreciation, double initial, double spending);

// Both stocks above 0.
double productivity_factor(double stock, double initial, double elasticity);

}  // namespace korus
