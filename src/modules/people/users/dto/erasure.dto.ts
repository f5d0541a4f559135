import { ApiSchema } from '@nestjs/swagger';
import { EnumField } from '../../../../infra/http/fields.js';
import { SortField } from '../../../../infra/http/pagination/sort-field.js';
import { PageOf } from '../../../../infra/http/pagination/page.dto.js';
import { PageQueryDto } from '../../../../infra/http/pagination/page-query.dto.js';
import { ERASURE_STATUSES, type ErasureStatus } from '../entities/erasure.entity.js';

@ApiSchema({ name: 'Erasure' })
export class ErasureDto {
  /** @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a61 */
  id: string;
  @EnumField(ERASURE_STATUSES, {
    name: 'ErasureStatus',
    description:
      '`ending`: bookings and series are cancelled; `telling`: those who took part are being told; `erasing`: what is stored goes; `done`.',
  })
  status: ErasureStatus;
  /**
   * Steps that are done, of `total`.
   * @example 3
   */
  done: number;
  /** @example 12 */
  total: number;
  /** @example 2027-01-04T08:00:00.000Z */
  requestedAt: Date;
  finishedAt: Date | null;
}

/** An erasure as its subject sees it, who has no account any more. */
@ApiSchema({ name: 'OwnErasure' })
export class OwnErasureDto extends ErasureDto {
  /**
   * The secret of `/erasures/{token}`, where the progress stands.
   * @example Zm9yZ290dGVuLWJ1dC1uZXZlci1nb25lLWEtc2VjcmV0
   */
  token: string;
}

/** An erasure as administrators see it. */
@ApiSchema({ name: 'AdministeredErasure' })
export class AdministeredErasureDto extends ErasureDto {
  /** @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a12 */
  userId: string;
  /**
   * When the last step was taken; it moves every minute at least until it is done.
   * @example 2027-01-04T08:00:02.000Z
   */
  movedAt: Date;
}

@ApiSchema({ name: 'ErasurePage' })
export class ErasurePageDto extends PageOf(AdministeredErasureDto, 'ErasurePage') {}

export class ErasureQueryDto extends PageQueryDto {
  @EnumField(ERASURE_STATUSES, {
    optional: true,
    name: 'ErasureStatus',
    description: 'Only erasures that are so far.',
  })
  status?: ErasureStatus;

  @SortField(['createdAt'], '-createdAt')
  override sort?: string;
}
