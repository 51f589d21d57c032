// Events, requests and answers of orders; re-exported here by name.
export {};
