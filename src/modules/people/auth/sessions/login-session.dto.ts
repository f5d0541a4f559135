import { ApiSchema } from '@nestjs/swagger';
import { PageOf } from '../../../../infra/http/pagination/page.dto.js';
import { PageQueryDto } from '../../../../infra/http/pagination/page-query.dto.js';
import { SortField } from '../../../../infra/http/pagination/sort-field.js';

@ApiSchema({ name: 'LoginSession' })
export class LoginSessionDto {
  /** @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a91 */
  id: string;
  /** @example 'Firefox on Linux' */
  device: string;
  /**
   * The network address of the last sign-in or refresh.
   * @example 192.0.2.7
   */
  address: string;
  createdAt: Date;
  /** @example 2027-01-05T14:12:05.123Z */
  lastUsedAt: Date;
  expiresAt: Date;
  /**
   * Whether this request was made with it.
   * @example true
   */
  isCurrent: boolean;
}

@ApiSchema({ name: 'LoginSessionPage' })
export class LoginSessionPageDto extends PageOf(LoginSessionDto, 'LoginSessionPage') {}

export class LoginSessionQueryDto extends PageQueryDto {
  @SortField(['lastUsedAt', 'createdAt'], '-lastUsedAt')
  override sort?: string;
}

@ApiSchema({ name: 'EndedSessions' })
export class EndedSessionsDto {
  /**
   * How many login sessions were ended.
   * @example 2
   */
  ended: number;
}
