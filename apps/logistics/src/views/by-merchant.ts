/** Events that came in together, by their merchants: nothing is ever fetched for several merchants at once. */
export function byMerchant<E>(events: readonly E[], merchantIds: readonly string[]): Map<string, E[]> {
  const groups = new Map<string, E[]>();
  events.forEach((event, index) => {
    const merchantId = merchantIds[index] ?? '';
    const group = groups.get(merchantId);
    if (group === undefined) groups.set(merchantId, [event]);
    else group.push(event);
  });
  return groups;
}
