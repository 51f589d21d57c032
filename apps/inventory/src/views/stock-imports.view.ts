import { Projects } from '@entrepot/messaging';
import { StockImportStream, type StockImport, type StockImportRecord } from '../domain/stock-import';

@Projects({ of: StockImportStream, view: 'stock-imports', indexes: [{ acceptedAt: -1 }] })
export class StockImportsView {
  row(file: StockImport): StockImportRecord | undefined {
    return file.status === 'none' ? undefined : file;
  }
}
