import { Param, type PipeTransform } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import { isWallTime } from '../calendar/wall-time.js';
import { invalidParameter } from '../../kernel/invalid.js';

class RecurrenceIdPipe implements PipeTransform<string, string> {
  constructor(private readonly name: string) {}

  transform(value: string): string {
    if (isWallTime(value)) return value;
    throw invalidParameter(this.name, 'must be a local time such as 20270131T090000', 'is_recurrence_id');
  }
}

/** A path parameter with the RECURRENCE-ID of an instance. What is no date and time answers 400. */
export function RecurrenceIdParam(name: string): ParameterDecorator {
  return (target, key, index) => {
    Param(name, new RecurrenceIdPipe(name))(target, key, index);
    const descriptor = key && Object.getOwnPropertyDescriptor(target, key);
    if (descriptor)
      ApiParam({
        name,
        description: 'The instance, by the local time that the rule gives it.',
        schema: { type: 'string', format: 'local-date-time', pattern: '^\\d{8}T\\d{6}$', example: '20320304T170000' },
      })(target, key, descriptor);
  };
}
