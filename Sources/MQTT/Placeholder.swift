import CMosquitto
import Subprocess
