import { ApiProperty } from '@nestjs/swagger';

interface InstantOptions {
  readonly example?: string | null;
  readonly nullable?: boolean;
}

/** A moment in an answer: ISO 8601, UTC. */
export function InstantProperty(options: InstantOptions = {}): PropertyDecorator {
  return ApiProperty({ type: String, format: 'date-time', ...options });
}
