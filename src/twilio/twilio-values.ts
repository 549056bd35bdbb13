/** Readers of the SDK's values: any of them may be null or, from a poor server, of another type. */

export const toText = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The SDK turns an absent date into the present time; Twilio always sends the field, null or not. */
export const toDate = (value: unknown): Date | null =>
  value instanceof Date && !Number.isNaN(value.getTime()) ? value : null;

/** A whole number, given as one or as its digits; Twilio's `-1` for "not known yet" is null. */
export const toCount = (value: unknown): number | null => {
  const digits = typeof value === 'number' ? String(value) : toText(value);
  return /^\d{1,15}$/.test(digits) ? Number(digits) : null;
};

/** What something costs. Source: `price` and `price_unit` of Twilio's resources. */
export interface TwilioPrice {
  /** Decimal text as Twilio writes it, negative for a charge (`-0.01400`); null until known. */
  price: string | null;
  /** ISO 4217, such as `USD`; null while the price is. */
  priceUnit: string | null;
}

export const toPrice = ({ price, priceUnit }: { price?: unknown; priceUnit?: unknown }): TwilioPrice =>
  /^-?\d+(\.\d+)?$/.test(toText(price))
    ? { price: toText(price), priceUnit: toText(priceUnit) || null }
    : { price: null, priceUnit: null };
