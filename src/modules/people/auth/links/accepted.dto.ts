import { ApiSchema } from '@nestjs/swagger';

@ApiSchema({ name: 'Accepted' })
export class AcceptedDto {
  /** @example 'If the address belongs to an account, an e-mail is on its way.' */
  message: string;
}
