import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { IdField, InstantField, IntegerField } from '../../../infra/http/fields.js';

const Instant = () => ApiProperty({ type: String, format: 'date-time', example: '2027-01-31T09:00:00.000Z' });

@ApiSchema({ name: 'CreateHold' })
export class CreateHoldDto {
  @IdField()
  eventTypeId: string;

  @InstantField({ description: 'A start that `GET /slots` offers.' })
  start: Date;

  @IntegerField({
    min: 1,
    max: 1440,
    optional: true,
    description: 'One of the durations of the event type; its first when it is left out.',
  })
  durationMinutes?: number;

  @IntegerField({ min: 1, max: 1000, optional: true, default: 1, description: 'For event types with seats.' })
  seats?: number;

  @IdField({ optional: true, description: 'One of the hosts among whom the event type chooses.' })
  hostId?: string;
}

@ApiSchema({ name: 'Hold' })
export class HoldDto {
  /** Give it as `holdId` of the booking. Without an account, whoever knows it may use it. */
  id: string;
  eventTypeId: string;
  @Instant()
  start: string;
  @Instant()
  end: string;
  seats: number;
  /** When the slot is free again unless it is booked. */
  @Instant()
  expiresAt: string;
  /** A hold can be extended once. */
  isExtended: boolean;
}
