import { SetMetadata, type Type } from '@nestjs/common';

const RESOURCE = 'lyceum:resource';

/**
 * Sets the resource of a controller's operations where it does not follow from the class name: several controllers may
 * share a resource.
 */
export const OperationsOf = (resource: string) => SetMetadata(RESOURCE, resource);

/**
 * `operationId`: `BookingsController.create` is `bookings.create`, resource and verb. Clients are generated from these
 * ids, so methods are named `list`, `get`, `create`, `update`, `replace` and `delete` everywhere, or by their action.
 * `test/house/operations.spec.ts` has the verbs.
 */
export function operationIdOf(controller: Type<unknown>, method: string): string {
  const named = Reflect.getMetadata(RESOURCE, controller) as string | undefined;
  const name = controller.name.replace(/Controller$/, '');
  return `${named ?? name.charAt(0).toLowerCase() + name.slice(1)}.${method}`;
}
