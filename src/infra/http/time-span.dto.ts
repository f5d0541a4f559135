import { ApiSchema } from '@nestjs/swagger';
import { InstantProperty } from './properties.js';

@ApiSchema({ name: 'TimeSpan' })
export class TimeSpanDto {
  @InstantProperty({ example: '2027-02-01T09:00:00.000Z' })
  start: string;
  /** Not part of it any more. */
  @InstantProperty({ example: '2027-02-01T09:30:00.000Z' })
  end: string;
}
