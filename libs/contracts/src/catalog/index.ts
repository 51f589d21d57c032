// Events, requests and answers of catalog; re-exported here by name.
export { CatalogImported } from './import.events';
export { SkuBundled, SkuUsed, VariantBundled } from './bundle.events';
export {
  AddMedia,
  ChangeMedia,
  ChangeVariant,
  OrderMedia,
  SetBundle,
  TranslateProduct,
  TranslateVariant,
} from './change.requests';
export { ProductMediaAdded, ProductMediaChanged, ProductMediaOrdered, ProductMediaRemoved } from './media.events';
export {
  AltText,
  BundleComponent,
  MEDIA_TYPES,
  MediaItem,
  ProductTranslation,
  VariantAttribute,
  VariantTranslation,
  type MediaType,
} from './product.parts';
export { ProductTranslated, VariantTranslated } from './translation.events';
export { Locale, LOCALE_PATTERN } from './variant.forms';
export { ImportLine, ImportProduct, LineTranslation } from './import.requests';
export {
  MediaAnswer,
  MediaList,
  PriceAnswer,
  ProductAnswer,
  ProductSummary,
  ProductSummaryPage,
  ProductTranslations,
  SkuAnswer,
  SkuAnswers,
  VariantAnswer,
  VariantTranslations,
} from './product.answers';
export { ImportAnswer, ReaderProgress } from './import.answers';
export { ProductChanged, ProductCreated, ProductPublished, ProductUnpublished } from './product.events';
export { ChangeProduct, CreateProduct, PriceInput, VariantInput } from './product.requests';
export { SkuAssigned, VariantAdded, VariantChanged, VariantPriced } from './variant.events';
