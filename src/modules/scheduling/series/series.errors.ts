import { defineError } from '../../../kernel/coded-error.js';

export const SERIES_CANCELLED = defineError({
  code: 'series_cancelled',
  kind: 'conflict',
  title: 'The series is cancelled.',
  description: 'A cancelled series cannot be changed or cancelled again. Make a new one.',
});
export const INSTANCES_OVERLAP = defineError({
  code: 'instances_overlap',
  kind: 'unprocessable',
  title: 'Instances of the series overlap each other.',
  description: 'An instance begins before the one before it ends: make them shorter or the rule recur less often.',
});
export const UNSUPPORTED_CHANGE = defineError({
  code: 'unsupported_change',
  kind: 'unprocessable',
  title: 'The rule cannot follow this change.',
  description:
    'The instances can be moved only where another rule gives the moved dates: within the day, or by whole days where ' +
    'the rule counts weekdays of weeks or days of months that all exist. A series cannot be split at one of its ' +
    '`rdates`. Cancel the instances and make a new series instead.',
});
