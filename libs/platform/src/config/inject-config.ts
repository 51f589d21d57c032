import { Inject } from '@nestjs/common';
import { ServiceConfig } from './service.config';

/**
 * Injects the parsed config where the parameter's type is an interface or `Pick<...>`. A parameter typed with the config class
 * itself needs no decorator: `constructor(private readonly config: OrdersConfig)`.
 */
export const InjectConfig = (): ParameterDecorator & PropertyDecorator => Inject(ServiceConfig);
