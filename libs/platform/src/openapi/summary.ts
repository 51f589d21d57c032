import { ApiOperation } from '@nestjs/swagger';

/** What a route does, in a few words, for `/openapi.json`. Without it the summary is made of the controller's and method's names. */
export function Summary(text: string): MethodDecorator {
  return ApiOperation({ summary: text });
}

/** `OrderActions.changeAddress` reads `Order actions: change address`. */
export function summaryOf(operationId: string): string {
  const [controller = '', method = ''] = operationId.split('.').map(inWords);
  return `${controller.charAt(0).toUpperCase()}${controller.slice(1)}: ${method}`;
}

function inWords(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
}
