import { Injectable } from '@nestjs/common';
import { addressKey } from '../../../../kernel/email-address.js';
import type { RequestWithActor } from '../../../../infra/access/access.decorator.js';
import { type Charges, ChargeSource } from '../../../../infra/quotas/charges.guard.js';

/** The new address may be anybody's: it is written to before anything shows that it is the asker's. */
@Injectable()
export class EmailChangeCharges extends ChargeSource {
  of({ body }: RequestWithActor): Promise<Charges> {
    const { email } = (body ?? {}) as { readonly email?: unknown };
    return Promise.resolve({ recipients: typeof email === 'string' ? [addressKey(email)] : [] });
  }
}
