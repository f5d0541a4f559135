import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { ValidateIf } from 'class-validator';
import { satisfies } from '../field-parts.js';

/** Nobody needs more. */
const MOST_SORT_FIELDS = 3;

/** `sort=-createdAt,title`: different fields of a whitelist, at most three, `-` for descending. */
export function SortField(fields: readonly string[], byDefault: string): PropertyDecorator {
  const one = `-?(?:${fields.join('|')})`;
  const most = Math.min(fields.length, MOST_SORT_FIELDS);
  const pattern = new RegExp(`^${one}(?:,${one}){0,${most - 1}}$`);
  return applyDecorators(
    ValidateIf((_object, value) => value !== undefined),
    satisfies(
      'is_sort',
      `must be ${most > 1 ? `1 to ${most} different fields` : 'a field'} of ${fields.join(', ')}, separated by commas, each with - in front for descending`,
      (value) => typeof value === 'string' && pattern.test(value) && isWithoutRepeats(value),
    ),
    ApiProperty({
      type: String,
      required: false,
      default: byDefault,
      // Each field once.
      pattern: pattern.source.replace('^', most > 1 ? '^(?!.*\\b(\\w+)\\b.*\\b\\1\\b)' : '^'),
      description: `Order: ${fields.join(', ')}; comma separated, each once${fields.length > most ? `, at most ${most}` : ''}, \`-\` for descending.`,
    }),
  );
}

function isWithoutRepeats(sort: string): boolean {
  const fields = sort.split(',').map((part) => part.replace(/^-/, ''));
  return new Set(fields).size === fields.length;
}
