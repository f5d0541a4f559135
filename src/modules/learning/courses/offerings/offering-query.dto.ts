import { BooleanField, IdField, IntegerField, TextField } from '../../../../infra/http/fields.js';
import { PageQueryDto } from '../../../../infra/http/pagination/page-query.dto.js';
import { SortField } from '../../../../infra/http/pagination/sort-field.js';
import { TRIMESTERS } from '../structure/academic-session.rules.js';
import { LONGEST_NAME } from '../structure/structure.dto.js';

export const DEFAULT_OFFERING_SORT = 'startDate';

export class OfferingQueryDto extends PageQueryDto {
  @IdField({ optional: true, description: 'Only of this organization; of all of the caller’s when it is left out.' })
  organizationId?: string;

  @IntegerField({
    ...TRIMESTERS,
    optional: true,
    description: 'Only of trimesters with this number within their year.',
  })
  trimester?: number;

  @IdField({ optional: true, description: 'Only for this cohort.' })
  cohortId?: string;

  @TextField({
    max: LONGEST_NAME,
    optional: true,
    description: 'Only of this intake: its id, or its name in any case.',
  })
  intake?: string;

  @IdField({ optional: true, description: 'Only what this facilitator teaches today, or will, or did last.' })
  facilitatorId?: string;

  @TextField({ max: LONGEST_NAME, optional: true, description: 'Only in this mode: its id, or its name in any case.' })
  mode?: string;

  @IdField({ optional: true, description: 'Only of this module.' })
  moduleId?: string;

  @BooleanField({ optional: true, description: 'Only those in use, or archived.' })
  isActive?: boolean;

  @SortField(['startDate'], DEFAULT_OFFERING_SORT)
  override sort?: string;
}
