import { ApiSchema } from '@nestjs/swagger';
import { PageOf } from '../../../../infra/http/pagination/page.dto.js';
import { PageQueryDto } from '../../../../infra/http/pagination/page-query.dto.js';
import { SortField } from '../../../../infra/http/pagination/sort-field.js';

export class WaitingMessageQueryDto extends PageQueryDto {
  @SortField(['createdAt'], 'createdAt')
  override sort?: string;
}

@ApiSchema({ name: 'MessageChildren' })
export class MessageChildrenDto {
  /** @example 3 */
  total: number;
  /**
   * Children that are not over: some consumer has neither processed them nor given up.
   * @example 2
   */
  left: number;
  /**
   * Children with a dead letter.
   * @example 0
   */
  failed: number;
}

@ApiSchema({ name: 'WaitingMessage' })
export class WaitingMessageDto {
  /** @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a11 */
  id: string;
  /**
   * Type of the message.
   * @example booking.confirmed
   */
  name: string;
  /**
   * 1 is the most urgent; 0 when it does not matter.
   * @example 2
   */
  priority: number;
  /** The messages that it waits for. */
  children: MessageChildrenDto;
  createdAt: Date;
}

@ApiSchema({ name: 'WaitingMessagePage' })
export class WaitingMessagePageDto extends PageOf(WaitingMessageDto, 'WaitingMessagePage') {}
