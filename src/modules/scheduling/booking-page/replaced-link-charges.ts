import { Injectable } from '@nestjs/common';
import type { RequestWithActor } from '../../../infra/access/access.decorator.js';
import { type Charges, ChargeSource } from '../../../infra/quotas/charges.guard.js';
import { type LinkHolder, ReplacedLinksApi } from '../bookings/replaced-links.api.js';

/** One mail to whose link it was. */
abstract class ReplacedLinkCharges extends ChargeSource {
  protected abstract readonly holder: LinkHolder;

  constructor(private readonly links: ReplacedLinksApi) {
    super();
  }

  of({ params }: RequestWithActor): Promise<Charges> {
    return this.links.chargesOf(this.holder, (params as { readonly secret: string }).secret);
  }
}

@Injectable()
export class GuestLinkCharges extends ReplacedLinkCharges {
  protected readonly holder = 'guest';

  constructor(links: ReplacedLinksApi) {
    super(links);
  }
}

@Injectable()
export class HostLinkCharges extends ReplacedLinkCharges {
  protected readonly holder = 'host';

  constructor(links: ReplacedLinksApi) {
    super(links);
  }
}
