import Hummingbird
import HummingbirdTLS
import NIOSSL
import NIOWebSocket
import COpenSSL
