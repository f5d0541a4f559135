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
   * A shared time counts once.
   * @example 3
   */
  bookings: number;
  /** Of the bookings of all hosts together; 0 while there are none. */
  @Share(0.6)
  share: number;
  /** The weight, of the weights of all hosts together. */
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
  /** The last day with something that counts, or today. */
  @LocalDate('2027-02-28')
  to: string;
  /** By priority, the highest first. */
  @ApiProperty({ type: HostFairnessDto, isArray: true, maxItems: MOST_HOSTS })
  hosts: HostFairnessDto[];
}
