import { Module, type Type } from '@nestjs/common';
import { AppModule } from './app.module.js';
import { UnknownRouteModule } from './app.unknown-route.module.js';
import type { Environment } from './config/environment.js';

/** The whole application. What takes every path stands behind all rooms, also behind those that are added to AppModule. */
@Module({ imports: [AppModule, UnknownRouteModule] })
export class RootModule {}

/** Where calls are simulated, with the phone that rings for them; elsewhere that is not even loaded. */
export const rootModuleFor = async ({ twilioMode }: Pick<Environment, 'twilioMode'>): Promise<Type> => {
  if (twilioMode !== 'simulator') return RootModule;
  const { PhoneModule } = await import('./phone/phone.module.js');
  // No dynamic module: its imports would stand before the rooms that those import.
  @Module({ imports: [AppModule, PhoneModule, UnknownRouteModule] })
  class SimulatedRootModule {}
  return SimulatedRootModule;
};
