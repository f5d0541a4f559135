import { ApiSchema } from '@nestjs/swagger';

@ApiSchema({ name: 'FieldError' })
export class FieldErrorDto {
  /**
   * JSON pointer (RFC 6901) into the request body; absent for parameters.
   * @example /attendees/0/email
   */
  pointer?: string;
  /** @example attendees[0].email */
  field: string;
  /** @example 'must be an e-mail address' */
  message: string;
  /** @example is_email */
  code: string;
}

/** RFC 9457 problem details. */
@ApiSchema({ name: 'Problem' })
export class ProblemDto {
  /**
   * Address of the entry in the error catalogue.
   * @example http://127.0.0.1:3000/docs/errors#slot_taken
   */
  type: string;
  /** @example 'The time is taken.' */
  title: string;
  /** @example 409 */
  status: number;
  /** Explanation of this occurrence, for people. */
  detail?: string;
  /**
   * The path of the request.
   * @example /api/v1/bookings
   */
  instance: string;
  /**
   * Stable code; the catalogue lists them all.
   * @example slot_taken
   */
  code: string;
  /**
   * The same as the `X-Request-Id` header; quote it when you ask for help.
   * @example checkout-42
   */
  requestId: string;
  errors?: FieldErrorDto[];
}
