// Events, requests and answers of payments; re-exported here by name.
export {};
