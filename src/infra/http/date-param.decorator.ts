import { Param, type PipeTransform } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import { isLocalDate } from '../../kernel/time-formats.js';
import { invalidParameter } from '../../kernel/invalid.js';
import { exampleDate } from './examples.js';

class DatePipe implements PipeTransform<string, string> {
  constructor(private readonly name: string) {}

  transform(value: string): string {
    if (isLocalDate(value)) return value;
    throw invalidParameter(this.name, 'must be a date such as 2027-01-31, from 1970 to 2199', 'is_local_date');
  }
}

/** A path parameter that is a date: `@DateParam('date') date: string`. Anything else answers 400. */
export function DateParam(name: string, description: string): ParameterDecorator {
  return (target, key, index) => {
    Param(name, new DatePipe(name))(target, key, index);
    const descriptor = key && Object.getOwnPropertyDescriptor(target, key);
    if (descriptor)
      ApiParam({ name, description, schema: { type: 'string', format: 'date', example: exampleDate(1) } })(
        target,
        key,
        descriptor,
      );
  };
}
