/** Whether the last digit of a GTIN is its check digit (GS1: weights 3 and 1 from the right, to the next multiple of ten). */
export function hasRightCheckDigit(gtin: string): boolean {
  const digits = [...gtin].map(Number).reverse();
  const [check = 0, ...others] = digits;
  const sum = others.reduce((total, digit, index) => total + digit * (index % 2 === 0 ? 3 : 1), 0);
  return (10 - (sum % 10)) % 10 === check;
}
