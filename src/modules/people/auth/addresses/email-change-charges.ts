import { Injectable } from '@nestjs/common';
import { addressKey } from '../../../../kernel/email-address.js';
import type { RequestWithActor } from '../../../../infra/access/access.decorator.js';
import { type Charges, ChargeSource } from '../../../../infra/quotas/charges.guard.js';

/** Charges one mail to the new address, which is not verified yet and may be anybody's. */
@Injectable()
export class EmailChangeCharges extends ChargeSource {
  of({ body }: RequestWithActor): Promise<Charges> {
    const { email } = (body ?? {}) as { readonly email?: unknown };
    return Promise.resolve({ recipients: typeof email === 'string' ? [addressKey(email)] : [] });
  }
}
