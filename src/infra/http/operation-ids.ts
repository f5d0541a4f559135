import { SetMetadata, type Type } from '@nestjs/common';

const RESOURCE = 'lyceum:resource';

/**
 * Says of which resource the operations of a controller are, where its class has another name: several controllers may
 * share a resource by use.
 */
export const OperationsOf = (resource: string) => SetMetadata(RESOURCE, resource);

/**
 * `BookingsController.create` is `bookings.create`: the resource and what is done with it. Clients are generated from these
 * ids, so a method is called as `list`, `get`, `create`, `update`, `replace` and `delete` are everywhere, or by the name
 * of its action. `test/house/operations.spec.ts` has the verbs.
 */
export function operationIdOf(controller: Type<unknown>, method: string): string {
  const named = Reflect.getMetadata(RESOURCE, controller) as string | undefined;
  const name = controller.name.replace(/Controller$/, '');
  return `${named ?? name.charAt(0).toLowerCase() + name.slice(1)}.${method}`;
}
