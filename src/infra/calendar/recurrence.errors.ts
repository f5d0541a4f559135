import { defineError } from '../../kernel/coded-error.js';

export const UNSUPPORTED_RULE = defineError({
  code: 'unsupported_rule',
  kind: 'unprocessable',
  title: 'Bookings cannot recur by this rule.',
  description:
    'The rule is valid iCalendar, but it recurs too often or too far: `FREQ` must be DAILY, WEEKLY, MONTHLY or YEARLY, ' +
    'with at most 24 times a day, `INTERVAL` at most 1000 and `COUNT` at most 2000; `RSCALE` and `SKIP` are not supported.',
});
export const RULE_NEVER_OCCURS = defineError({
  code: 'rule_never_occurs',
  kind: 'unprocessable',
  title: 'The rule gives no date at all.',
  description: 'No date matches all parts of the rule, as 30 February, or `UNTIL` and `exdates` leave none.',
});
