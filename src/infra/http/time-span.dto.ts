import { ApiSchema } from '@nestjs/swagger';
import { InstantProperty } from './properties.js';

@ApiSchema({ name: 'TimeSpan' })
export class TimeSpanDto {
  @InstantProperty({ example: '2027-02-01T09:00:00.000Z' })
  start: string;
  /** Exclusive: the interval is half-open. */
  @InstantProperty({ example: '2027-02-01T09:30:00.000Z' })
  end: string;
}
