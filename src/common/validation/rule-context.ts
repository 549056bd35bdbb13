/** What a rule tells the pipe of itself, as the `context` of its decorator. */
export interface RuleContext {
  /** The field below the decorated one that the rule is about: `on` for `retry.on`. */
  below?: string;
  /**
   * A request that kept the rule may break it when it is sent again later. Told with the faults of other rules, but
   * refusing nothing alone: only what carries the request out knows whether it was carried out before.
   */
  isTimely?: boolean;
}
