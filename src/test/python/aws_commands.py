"""The command line of AWS, started once.

Each connection is a command: the folder, the number of its arguments, the arguments and the environment, each ended by a zero
byte, and an empty word behind the last. It runs in a process that is forked off; its output comes back, then its exit code in a
line of its own.
"""

import os
import socketserver
import sys

from awscli.clidriver import create_clidriver

DRIVER = create_clidriver()


class Command(socketserver.StreamRequestHandler):
    def handle(self):
        folder = self.word()
        arguments = [self.word() for _ in range(int(self.word()))]
        os.environ.update(variable.split("=", 1) for variable in iter(self.word, ""))
        os.chdir(folder)
        os.dup2(self.connection.fileno(), 1)
        code = DRIVER.main(arguments)
        sys.stdout.flush()
        self.wfile.write(b"\n%d" % code)

    def word(self):
        return b"".join(iter(lambda: self.rfile.read(1), b"\0")).decode()


with socketserver.ForkingTCPServer(("127.0.0.1", 0), Command) as server:
    print(server.server_address[1], flush=True)
    server.serve_forever()
