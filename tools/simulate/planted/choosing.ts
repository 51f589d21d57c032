import { choices } from '../runtime/choices';
import type { Pull } from './override';

/** Has the small services go by something else. */
export function choosing(mistaken: Partial<typeof choices>): Pull {
  const right = { ...choices };
  Object.assign(choices, mistaken);
  return () => void Object.assign(choices, right);
}
