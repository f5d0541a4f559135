import { ApiProperty } from '@nestjs/swagger';

interface InstantOptions {
  readonly example?: string;
  readonly nullable?: boolean;
}

/** A moment in an answer: ISO 8601, UTC. */
export function InstantProperty(options: InstantOptions = {}): PropertyDecorator {
  return ApiProperty({ type: String, format: 'date-time', example: '2027-01-31T09:00:00.000Z', ...options });
}
