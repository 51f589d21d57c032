// Events, requests and answers of catalog; re-exported here by name.
export { CatalogImported } from './import.events';
export { ImportLine, ImportProduct } from './import.requests';
export {
  PriceAnswer,
  ProductAnswer,
  ProductSummary,
  ProductSummaryPage,
  SkuAnswer,
  SkuAnswers,
  VariantAnswer,
} from './product.answers';
export { ImportAnswer, ReaderProgress } from './import.answers';
export { ProductChanged, ProductCreated, ProductPublished, ProductUnpublished } from './product.events';
export { ChangeProduct, CreateProduct, PriceInput, VariantInput } from './product.requests';
export { SkuAssigned, VariantAdded, VariantChanged, VariantPriced } from './variant.events';
