#include "models/economics/knowledge.hpp"

#include "engine/portable_math.hpp"

namespace korus {

double next_knowledge_stock(double stock, double depreciation, double initial, double spending) {
  return (1.0 - depreciation) * stock + depreciation * initial + spending;
}

double steady_knowledge_stock(double depreciation, double initial, double spending) {
  return initial + spending / depreciation;
}

double productivity_factor(double stock, double initial, double elasticity) {
  return portable::pow(stock / initial, elasticity);
}

}  // namespace korus
