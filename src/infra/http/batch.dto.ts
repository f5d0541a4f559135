import { ApiSchema } from '@nestjs/swagger';
import { FieldErrorDto } from './problem.dto.js';

/** Why one item of a batch was refused. */
@ApiSchema({ name: 'BatchItemProblem' })
export class BatchItemProblemDto {
  /**
   * Stable code, as in problem documents.
   * @example validation_failed
   */
  code: string;
  /** @example 'The request is not valid.' */
  title: string;
  /** @example '“eventType” has to be in small letters.' */
  detail?: string;
  errors?: FieldErrorDto[];
}

@ApiSchema({ name: 'BatchItemResult' })
export class BatchItemResultDto {
  /**
   * Position in the request, from 0.
   * @example 0
   */
  index: number;
  /**
   * HTTP status that a request with this item alone would have got.
   * @example 202
   */
  status: number;
  /** Id of what was created; absent when the item was refused. */
  id?: string;
  /** Why the item was refused; absent when it was accepted. */
  problem?: BatchItemProblemDto;
}
