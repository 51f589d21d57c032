// Generated from the code by `npm run reference`; a test keeps it equal to the code.
// Makes the user of each service, named as the service, or gives it its rights anew:
//   mongosh "mongodb://admin@HOST/?replicaSet=rs0" mongodb-users.js
// A new user's password is that of the variable MONGODB_PASSWORD_<SERVICE>. TOPIC_PREFIX: as the services are told.
const databases = {
  access: ['entrepot-access', 'entrepot-keys'],
  catalog: ['entrepot-catalog'],
  inventory: ['entrepot-inventory', 'entrepot-keys'],
  logistics: ['entrepot-logistics', 'entrepot-keys'],
  orders: ['entrepot-orders', 'entrepot-keys'],
  payments: ['entrepot-payments', 'entrepot-keys'],
  returns: ['entrepot-returns', 'entrepot-keys'],
};
const prefix = process.env.TOPIC_PREFIX ? `${process.env.TOPIC_PREFIX}-` : '';
const admin = db.getSiblingDB('admin');
for (const [user, names] of Object.entries(databases)) {
  const roles = names.map((name) => ({ role: 'readWrite', db: prefix + name }));
  const pwd = process.env[`MONGODB_PASSWORD_${user.toUpperCase()}`];
  if (admin.getUser(user)) admin.updateUser(user, { roles, ...(pwd && { pwd }) });
  else if (pwd) admin.createUser({ user, pwd, roles });
  else throw new Error(`MONGODB_PASSWORD_${user.toUpperCase()} is missing: there is no user ${user} yet`);
}
