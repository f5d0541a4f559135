import { ApiProperty, ApiSchema } from '@nestjs/swagger';

const MOST_HOSTS = 100;
const Share = (example: number) => ApiProperty({ type: 'number', minimum: 0, maximum: 1, example });
const LocalDate = (example: string) => ApiProperty({ type: String, format: 'date', example });

@ApiSchema({ name: 'HostFairness' })
export class HostFairnessDto {
  @ApiProperty({ type: String, format: 'uuid' })
  userId: string;
  /** @example 'Ada Lovelace' */
  name: string;
  /** @example 2 */
  weight: number;
  /** @example 0 */
  priority: number;
  /**
   * Number of bookings; a shared slot counts once.
   * @example 3
   */
  bookings: number;
  /** Share of the bookings of all hosts together, from 0 to 1; 0 while there are none. */
  @Share(0.6)
  share: number;
  /** Share of the weights of all hosts together, from 0 to 1. */
  @Share(0.5)
  expectedShare: number;
}

@ApiSchema({ name: 'Fairness' })
export class FairnessDto {
  /** @example 30 */
  windowDays: number;
  /** The first day that counts, in the time zone of the event type. */
  @LocalDate('2027-01-01')
  from: string;
  /** The last day with a booking, or today. */
  @LocalDate('2027-02-28')
  to: string;
  /** By priority, the highest first. */
  @ApiProperty({ type: HostFairnessDto, isArray: true, maxItems: MOST_HOSTS })
  hosts: HostFairnessDto[];
}
